// Cuts the text of an event stream into events, as the HTML standard says; but an id is for its event alone.

/** @import {RawEvent} from "./types" */

/** @returns {(piece: string) => RawEvent[]} gives the events that the next piece completes */
export function streamParser() {
  let rest = "";
  let event = { id: "", type: "", data: "" };

  function read(line) {
    const [, field, value] = line.match(/^([^:]*):? ?(.*)$/s);
    if (field === "data") event.data += `${value}\n`;
    else if (field === "event") event.type = value;
    else if (field === "id") event.id = value;
    return line ? [] : finish();
  }

  function finish() {
    const { id, type, data } = event;
    event = { id: "", type: "", data: "" };
    return data ? [{ id, type: type || "message", data: data.slice(0, -1) }] : [];
  }

  return (piece) => {
    // A carriage return at the end may be half a line end.
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    return lines.flatMap(read);
  };
}
