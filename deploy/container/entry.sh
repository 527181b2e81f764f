#!/bin/sh
# 从密码文件拼出服务的地址，放进环境变量；密码不出现在命令行和镜像里。
set -eu
if [ -r /run/secrets/queue_password ]; then
    GOVSWEEP_REDIS_URL="redis://:$(cat /run/secrets/queue_password)@queue:6379/0"
    export GOVSWEEP_REDIS_URL
fi
if [ -r /run/secrets/database_password ]; then
    GOVSWEEP_DATABASE_URL="postgresql://govsweep:$(cat /run/secrets/database_password)@database:5432/govsweep"
    export GOVSWEEP_DATABASE_URL
fi
if [ -r /run/secrets/serve_token ]; then
    GOVSWEEP_SERVE_TOKEN="$(cat /run/secrets/serve_token)"
    export GOVSWEEP_SERVE_TOKEN
fi
exec govsweep "$@"
