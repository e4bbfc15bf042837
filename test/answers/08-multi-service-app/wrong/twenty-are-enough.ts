// status, rejected by 08.9-counted
// It recognizes a key only while the order is shown.
// #region 08.9-sends
if ([...events.keys()].slice(-SHOWN).includes(id)) return
events.delete(id)
// #endregion
