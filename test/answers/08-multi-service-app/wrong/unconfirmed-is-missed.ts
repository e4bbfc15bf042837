// receipts, rejected by 08.8-unconfirmed
// It counts an event as missed even if Redis may never have received it.
// #region 08.8-countsOf
const lateSince = performance.now() - lateMs
const isMissed = (entry: Entry) => !entry.receipts[name] && entry.sentAt < lateSince
const late = [...entries.values()].filter(isMissed).length
// #endregion
