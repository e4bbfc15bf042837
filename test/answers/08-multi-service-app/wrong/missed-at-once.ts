// receipts, rejected by 08.8-odd-receipts
// It counts an event as missed before lateMs has passed.
// #region 08.8-countsOf
void lateMs
const late = [...entries.values()].filter(({ receipts }) => !receipts[name]).length
// #endregion
