// logger, rejected by 08.3-line
// A timestamp is a date, and dates are written in one form.
// #region 08.3-lineOf
/** In JSON a line break is `\n`, so whatever somebody is called, a line stays a line. */
function lineOf({ timestamp, event, id, data }: Envelope): string {
  return JSON.stringify({ timestamp: new Date(timestamp), event, id, data })
}
// #endregion
