"""The words by which pages tell the days of a letter and of its answer."""

ASKING = "(?:留言|来信|提交|咨询|信件|写信|提问|发信|投诉|提出|受理|写件|来件)"
ANSWERING = "(?:答复|回复|办结|反馈|回信)"
# Of these the ones that are said of letters only, not of applications.
WRITING = "(?:来信|留言|咨询|信件|写信|提问|发信|来件)"
