// status, rejected by 08.9-again
// A repeated order takes two places in the list.
// #region 08.9-sends
// #endregion
// #region 08.5-sends
const at = events.has(id) ? `${id} ${events.size}` : id
events.set(at, { id, event, confirmed: false })
// #endregion
