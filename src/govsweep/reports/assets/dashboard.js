"use strict";
(function () {
  var STEP = 50;
  var COLOURS = {
    fine: "#4a8c72", troubled: "#d39a36", unreachable: "#b23a30", unknown: "#a3abb3",
    unresolved: "#2f5f8f", suspected: "#d9b36a", held: "#a3abb3", fixed: "#9cc3b0",
    ink: "#1d2733", soft: "#5a6673", line: "#e3e7ea"
  };
  var FONT = '"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif';
  var data = JSON.parse(document.getElementById("data").textContent);
  var still = matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;
  var printing = false;
  var form = document.getElementById("filters");

  function draw(id, height, option) {
    var place = document.getElementById(id);
    if (!place || !option) return;
    if (height) place.style.height = height + "px";
    var chart = echarts.init(place, null, { renderer: "svg" });
    option.animation = !still;
    option.animationDuration = 400;
    option.textStyle = { fontFamily: FONT, color: COLOURS.ink };
    chart.setOption(option);
    new ResizeObserver(function () { if (!printing) chart.resize(); }).observe(place);
    // The sheet is A4 whatever the window's width; the print layout is not yet there to measure.
    addEventListener("beforeprint", function () {
      printing = true;
      chart.resize({ width: 640, animation: { duration: 0 } });
      chart.getZr().flush();
    });
    addEventListener("afterprint", function () {
      printing = false;
      chart.resize({ width: "auto" });
    });
    return chart;
  }

  function conditions(rows) {
    var sum = rows.reduce(function (all, row) { return all + row.count; }, 0);
    return draw("chart-conditions", 0, {
      title: {
        text: String(sum), subtext: "个网站", left: "center", top: "34%", itemGap: 4,
        textStyle: { fontSize: 34, fontWeight: 600, color: COLOURS.ink },
        subtextStyle: { fontSize: 13, color: COLOURS.soft }
      },
      tooltip: { formatter: "{b}：{c} 个（{d}%）" },
      series: [{
        type: "pie", radius: ["62%", "88%"], label: { show: false },
        itemStyle: { borderColor: "#fff", borderWidth: 2 },
        data: rows.filter(function (row) { return row.count; }).map(function (row) {
          return { name: row.name, value: row.count, itemStyle: { color: COLOURS[row.key] } };
        })
      }]
    });
  }

  function checks(rows) {
    var narrow = innerWidth < 600;
    var parts = [["unresolved", "待整改"], ["suspected", "疑似待核"], ["held", "暂扣待核"], ["fixed", "已整改"]]
      .filter(function (part) { return rows.some(function (row) { return row[part[0]]; }); });
    var chart = draw("chart-checks", 56 + rows.length * 26, {
      grid: { left: 4, right: 40, top: 34, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, itemGap: narrow ? 10 : 18, textStyle: { color: COLOURS.soft, fontSize: 13 } },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true },
      xAxis: { type: "value", minInterval: 1, splitNumber: narrow ? 3 : 5, splitLine: { lineStyle: { color: COLOURS.line } }, axisLabel: { show: false } },
      yAxis: {
        type: "category", inverse: true, data: rows.map(function (row) { return row.name; }),
        axisLine: { show: false }, axisTick: { show: false }, triggerEvent: true,
        axisLabel: {
          fontSize: 13, color: COLOURS.ink,
          formatter: function (name, index) { return rows[index].serious ? "{s|●} " + name : name; },
          rich: { s: { color: COLOURS.unreachable, fontSize: 10 } }
        }
      },
      series: parts.map(function (part, place) {
        return {
          name: part[1], type: "bar", stack: "all", barMaxWidth: 16, itemStyle: { color: COLOURS[part[0]] },
          label: place === parts.length - 1 ? {
            show: true, position: "right", color: COLOURS.soft,
            formatter: function (bar) {
              return String(parts.reduce(function (all, one) { return all + rows[bar.dataIndex][one[0]]; }, 0));
            }
          } : undefined,
          data: rows.map(function (row) { return row[part[0]]; })
        };
      })
    });
    if (chart) chart.on("click", function (event) {
      var row = rows[event.dataIndex] || rows.find(function (one) { return one.name === event.value; });
      if (row) pick("check", row.code);
    });
  }

  function trend(rows) {
    if (!rows.length) return;
    var narrow = innerWidth < 760;
    var parts = [["unresolved", "待整改问题（条）", "#e3ebf2"], ["troubled", "有问题的网站（个）", "#f7ecd8"]];
    var nights = rows.map(function (row) { return row.night; });
    function grid(place) {
      return narrow
        ? { left: 4, right: 14, top: 34 + place * 190, height: 140, containLabel: true }
        : { left: place ? "52%" : 4, right: place ? 14 : "52%", top: 34, bottom: 4, containLabel: true };
    }
    draw("chart-trend", narrow ? 380 : 230, {
      title: parts.map(function (part, place) {
        return { text: part[1], left: !narrow && place ? "52%" : 0, top: narrow ? place * 190 : 0, padding: 0, textStyle: { fontSize: 13, fontWeight: 400, color: COLOURS.soft } };
      }),
      grid: [grid(0), grid(1)],
      tooltip: { trigger: "axis", confine: true },
      xAxis: parts.map(function (part, place) {
        return { type: "category", gridIndex: place, boundaryGap: false, data: nights, axisLine: { lineStyle: { color: "#b9c1c8" } }, axisTick: { show: false }, axisLabel: { color: COLOURS.soft, hideOverlap: true } };
      }),
      yAxis: parts.map(function (part, place) {
        return { type: "value", gridIndex: place, minInterval: 1, min: 0, splitNumber: 4, axisLabel: { color: COLOURS.soft }, splitLine: { lineStyle: { color: COLOURS.line } } };
      }),
      series: parts.map(function (part, place) {
        return {
          name: part[1], type: "line", xAxisIndex: place, yAxisIndex: place, symbolSize: 6, lineStyle: { width: 2.5 },
          itemStyle: { color: COLOURS[part[0]] }, areaStyle: { color: part[2] },
          data: rows.map(function (row, index) {
            return { value: row[part[0]], label: { show: index === rows.length - 1, position: "top", fontWeight: 600, color: COLOURS.ink } };
          })
        };
      })
    });
  }

  var findings = Array.from(document.querySelectorAll("#list > li")).map(function (item) {
    return { item: item, words: item.textContent.toLowerCase() };
  });
  var limit = STEP;

  function filter() {
    var asked = new FormData(form);
    var words = asked.get("words").trim().toLowerCase().split(/\s+/);
    var keys = ["site", "check", "severity", "certainty", "standing"].filter(function (key) { return asked.get(key); });
    var hits = 0;
    findings.forEach(function (one) {
      var fits = keys.every(function (key) { return one.item.dataset[key] === asked.get(key); }) &&
        words.every(function (word) { return one.words.includes(word); });
      hits += fits;
      one.item.hidden = !fits || hits > limit;
    });
    var shown = Math.min(hits, limit);
    document.getElementById("shown").textContent = hits
      ? "符合条件 " + hits + " 条" + (shown < hits ? "，已显示前 " + shown + " 条" : "")
      : "没有符合条件的问题";
    document.getElementById("next").hidden = shown >= hits;
  }

  function pick(key, value) {
    form.reset();
    form.elements[key].value = value;
    limit = STEP;
    filter();
    document.getElementById("findings").scrollIntoView({ behavior: still ? "auto" : "smooth" });
    document.getElementById("findings").focus({ preventScroll: true });
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", function () { limit = STEP; filter(); });
    form.addEventListener("reset", function () { limit = STEP; setTimeout(filter); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    document.getElementById("next").addEventListener("click", function () { limit += STEP; filter(); });
    document.querySelectorAll("button.pick").forEach(function (button) {
      button.addEventListener("click", function () { pick("site", button.dataset.site); });
    });
    filter();
  }
  conditions(data.conditions);
  checks(data.checks);
  trend(data.trend);
})();
