// logger, rejected by 08.3-line
// Whoever sends the data decides what the line says.
// #region 08.3-lineOf
function lineOf({ timestamp, event, id, data }: Envelope): string {
  return JSON.stringify({ timestamp, event, id, ...(data as object) })
}
// #endregion
