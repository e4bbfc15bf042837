// logger, rejected by 08.3-line
// It spreads the data into the line, where it can overwrite the other fields.
// #region 08.3-lineOf
return JSON.stringify({ timestamp, event, id, ...(data as object) })
// #endregion
