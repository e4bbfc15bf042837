// logger, rejected by 08.3-line
// It indents the data, so an event takes several lines.
// #region 08.3-lineOf
return `{"timestamp":"${timestamp}","event":"${event}","id":"${id}","data":${JSON.stringify(data, null, 2)}}`
// #endregion
