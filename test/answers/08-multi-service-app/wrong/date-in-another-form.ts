// logger, rejected by 08.3-line
// It converts the timestamp to another format.
// #region 08.3-lineOf
return JSON.stringify({ timestamp: new Date(timestamp), event, id, data })
// #endregion
