// requests, rejected by 08.2-fields
// It accepts an order for half a lamp.
// #region 08.2-isCount
return typeof value === 'number' && value >= 0.5 && value <= max
// #endregion
