// requests, rejected by 03.1-invalid
// As in the tutorial: the type says that the value is a message.
// #region 03.1-readText
  return (value as { text: string }).text
// #endregion
