// logger, rejected by 08.3-line
// A name with a line break in it writes lines of its own.
// #region 08.3-lineOf
function lineOf({ timestamp, event, id, data }: Envelope): string {
  return `{"timestamp":"${timestamp}","event":"${event}","id":"${id}","data":${JSON.stringify(data, null, 2)}}`
}
// #endregion
