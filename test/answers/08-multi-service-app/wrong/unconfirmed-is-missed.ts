// receipts, rejected by 08.8-unconfirmed
// It counts events as missed that Redis may never have received.
// #region 08.8-countsOf
const lateSince = performance.now() - lateMs
const isMissed = (entry: Entry) => !entry.receipts[name] && entry.sentAt < lateSince
const late = [...entries.values()].filter(isMissed).length
// #endregion
