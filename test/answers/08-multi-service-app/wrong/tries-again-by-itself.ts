// publisher, rejected by 08.6-held
// It publishes the event again if the reply is late, so the event arrives twice.
// #region 08.6-publish
try {
  return await inTime(answerWithinMs / 2, send(event, data, id))
} catch {
  return await inTime(answerWithinMs / 2, send(event, data, crypto.randomUUID()))
}
// #endregion
