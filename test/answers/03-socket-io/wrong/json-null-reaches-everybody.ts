// payloads, rejected by 03.1-bad-text
// What can be parsed is taken for a message.
  // #region 03.1-readMessage
  return value as Message
  // #endregion
