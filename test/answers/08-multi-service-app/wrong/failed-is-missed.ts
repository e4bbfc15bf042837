// receipts, rejected by 08.8-missed
// It counts a failed event as missed, although there is a receipt.
// #region 08.8-countsOf
const lateSince = performance.now() - lateMs
const isMissed = (entry: Entry) =>
  entry.confirmed && entry.receipts[name] !== 'handled' && entry.sentAt < lateSince
const late = [...entries.values()].filter(isMissed).length
// #endregion
