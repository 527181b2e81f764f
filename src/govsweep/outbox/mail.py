"""E-mail: a digest through the office's own mail server, encrypted always."""

import asyncio
import smtplib
import ssl
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import urlsplit

import aiohttp

from govsweep.outbox.channels import Channel, Parcel, Receipt
from govsweep.outbox.digest import TITLE, messages, summary
from govsweep.store import Waiting

_PATIENCE = 30.0  # seconds for each word of the server
_SUBMISSION, _SMTPS = 587, 465


@dataclass
class Mail(Channel):
    """One mail for all that has gathered."""

    def parcels(self, waiting: Sequence[Waiting]) -> list[Parcel]:
        """One digest, however long."""
        made = messages(waiting, lambda _: True, bold=False)
        return [Parcel(one.text, one.waiting) for one in made]

    async def send(self, parcel: Parcel, session: aiohttp.ClientSession) -> Receipt:
        """Send the mail from a thread of its own."""
        return await asyncio.to_thread(self._send, self._mail(parcel))

    def _mail(self, parcel: Parcel) -> EmailMessage:
        events = [one.event for one in parcel.waiting]
        host = self.receiver.sender.rpartition("@")[2].rstrip("> ") or "localhost"
        # The same mail at every try, so that a server that keeps count can drop the second.
        key = uuid.uuid5(uuid.NAMESPACE_OID, " ".join(one.id for one in events))
        mail = EmailMessage()
        mail["From"] = self.receiver.sender
        mail["To"] = ", ".join(self.receiver.to)
        mail["Subject"] = f"{TITLE}：{summary(events)}"
        mail["Date"] = formatdate(self.clock.now(), localtime=True)
        mail["Message-ID"] = f"<{key}@{host}>"
        mail.set_content(str(parcel.content))
        return mail

    def _send(self, mail: EmailMessage) -> Receipt:
        try:
            with self._server() as server:
                if self.receiver.user:
                    server.login(self.receiver.user, self.receiver.secret)
                refused = server.send_message(mail)
        except ssl.SSLCertVerificationError:
            return Receipt(taken=False, words="邮件服务器的安全证书不被信任")
        except smtplib.SMTPNotSupportedError:
            return Receipt(taken=False, words="邮件服务器不支持加密（STARTTLS）或登录")
        except smtplib.SMTPResponseException as error:
            return Receipt(taken=False, words=f"邮件服务器答复 {error.smtp_code}")
        except smtplib.SMTPRecipientsRefused:
            return Receipt(taken=False, words="邮件服务器拒收全部收件人")
        except UnicodeError:
            return Receipt(taken=False, words="登录名、密码和邮箱地址里不能有汉字")
        except (smtplib.SMTPException, OSError) as error:
            return Receipt(taken=False, words=f"邮件服务器连接不上（{type(error).__name__}）")
        words = f"已发送，{len(refused)} 个收件人被拒" if refused else "已发送"
        return Receipt(taken=True, words=words)

    def _server(self) -> smtplib.SMTP:
        parts = urlsplit(self.receiver.address)
        host = parts.hostname or ""
        context = ssl.create_default_context(cafile=self.receiver.ca)
        if parts.scheme == "smtps":
            port = parts.port or _SMTPS
            return smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=context)
        server = smtplib.SMTP(host, parts.port or _SUBMISSION, timeout=_PATIENCE)
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
        return server
