// requests, rejected by 08.2-fields
// JavaScript converts "2" to a number before it compares.
// #region 08.2-isCount
return Number(value) >= 1 && Number(value) <= max && Number(value) % 1 === 0
// #endregion
