// requests, rejected by 08.2-fields
// A list or an object can have a length, too.
// #region 08.2-isText
const { length = 0 } = Object(value) as { length?: number }
return length >= 1 && length <= max
// #endregion
