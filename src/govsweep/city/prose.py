"""The city's official prose: sentences of a topic's words, careful and without fault."""

import datetime as dt
import random
import re

from govsweep.city.sentences import BODY, CLOSING, NOTICE_POINTS, OPENING, TITLES
from govsweep.city.topics import TOPICS, Topic

PLACES = (
    *("澜东区", "云汀县", "岚桥县", "柳塘镇", "白鹭镇", "石桥街道", "南圃乡", "青枫镇"),
    *("双溪街道", "望川街道", "云岭乡", "杏园镇", "竹沟镇", "松亭乡", "荷塘街道"),
)
_ORDINALS = "一二三四五六七八九十"
_SLOT = re.compile(r"\{(\w+)\}")


def chinese_day(day: dt.date) -> str:
    """3月8日."""
    return f"{day.month}月{day.day}日"


def full_day(day: dt.date) -> str:
    """2026年3月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


class ProseWriter:
    """Writes texts of one agency; never the same title twice."""

    def __init__(self, agency: str, topic: str, rng: random.Random) -> None:
        self.agency = agency
        self._topic: Topic = TOPICS[topic]
        self._rng = rng
        self._titles: set[str] = set()

    def title(self, kind: str, thing: str) -> str:
        """A headline that this agency has not used yet."""
        frames = TITLES[kind]
        for _ in range(200):
            title = self._fill(self._rng.choice(frames), thing, None)
            if title not in self._titles:
                self._titles.add(title)
                return title
        raise ValueError(f"{self.agency} has no {kind} titles left")

    def thing(self) -> str:
        """A piece of work of its trade."""
        return self._rng.choice(self._topic.things)

    def news(self, thing: str, day: dt.date) -> list[str]:
        """A report of three to six paragraphs."""
        count = self._rng.randint(8, 15)
        body = self._rng.sample(BODY, count)
        sentences = [self._rng.choice(OPENING), *body, self._rng.choice(CLOSING)]
        return self._paragraphs([self._fill(one, thing, day) for one in sentences])

    def notice(self, thing: str, day: dt.date) -> list[str]:
        """An announcement in numbered points, signed and dated."""
        head = f"{'、'.join(self._topic.units[:3])}："
        opening = self._fill(
            "为扎实做好{thing}，根据年度工作安排，经研究决定，现将有关事项通知如下：", thing, day
        )
        points = self._rng.sample(NOTICE_POINTS, self._rng.randint(5, 8))
        numbered = [
            f"{_ORDINALS[number]}、{self._fill(point, thing, day)}"
            for number, point in enumerate(points)
        ]
        return [head, opening, *numbered, self.agency, full_day(day)]

    def policy(self, thing: str, day: dt.date) -> list[str]:
        """A document in chapters: aims, tasks, safeguards."""
        chapters = [("总体要求", 2), ("主要任务", 4), ("保障措施", 3)]
        paragraphs = [
            f"各县区、各有关单位：现将{thing}工作方案印发给你们，请结合实际认真贯彻执行。"
        ]
        body = self._rng.sample(NOTICE_POINTS, 6) + self._rng.sample(BODY, 3)
        for number, (name, count) in enumerate(chapters):
            paragraphs.append(f"{_ORDINALS[number]}、{name}")
            for point in range(count):
                text = self._fill(body.pop(), thing, day)
                paragraphs.append(f"（{_ORDINALS[point]}）{text}")
        return [*paragraphs, self.agency, full_day(day)]

    def interpretation(self, thing: str, day: dt.date) -> list[str]:
        """Questions and answers on a document."""
        paragraphs = [
            self._fill("{agency}近日印发了{thing}工作方案，现就主要内容解读如下：", thing, day)
        ]
        questions = (
            f"问：出台{thing}工作方案的背景是什么？",
            f"问：{thing}的重点任务有哪些？",
            f"问：如何保障{thing}各项任务落到实处？",
        )
        body = self._rng.sample(BODY, 6)
        for question in questions:
            answer = "".join(self._fill(body.pop(), thing, day) for _ in range(2))
            paragraphs += [question, f"答：{answer}"]
        return paragraphs

    def _paragraphs(self, sentences: list[str]) -> list[str]:
        paragraphs: list[str] = []
        while sentences:
            take = self._rng.randint(1, 3)
            paragraphs.append("".join(sentences[:take]))
            del sentences[:take]
        return paragraphs

    def _fill(self, frame: str, thing: str, day: dt.date | None) -> str:
        """The frame with its slots filled; slots of one sentence never repeat a word."""
        rng = self._rng
        done = rng.randint(12, 60)
        earlier = (day or dt.date(2000, 1, 1)) - dt.timedelta(days=rng.randint(0, 3))
        tasks = rng.sample(self._topic.tasks, 3)
        places = rng.sample(PLACES, 3)
        words = {
            "agency": self.agency,
            "thing": thing,
            "other": rng.choice([one for one in self._topic.things if one != thing]),
            "unit": rng.choice(self._topic.units),
            "result": rng.choice(self._topic.results),
            "date": chinese_day(earlier),
            "year": str((day or earlier).year),
            "done": str(done),
            "total": str(done + rng.randint(3, 40)),
            "share": f"{rng.randint(510, 985) / 10:.1f}",
            "money": str(rng.randint(12, 960) * 10),
            "few": str(rng.randint(3, 9)),
            "days": rng.choice(("5", "7", "10", "15", "20")),
            "people": str(rng.randint(3, 48) * 10),
        }
        words |= {f"task{number}": task for number, task in enumerate(tasks, 1)}
        words |= {f"place{number}": place for number, place in enumerate(places, 1)}
        return _SLOT.sub(lambda slot: words[slot.group(1)], frame)
