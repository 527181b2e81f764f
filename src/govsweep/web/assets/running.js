// How far the sweep is, as the server tells it; over, it stops asking.
"use strict";

const told = document.getElementById("progress");
const source = new EventSource(told.dataset.from);
source.onmessage = (event) => {
  const said = JSON.parse(event.data);
  told.textContent = said.told;
  if (said.over) { source.close(); location.reload(); }
};
