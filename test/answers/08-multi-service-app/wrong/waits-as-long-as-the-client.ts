// publisher, rejected by 08.6-silent and 08.6-held
// It waits as long as the client does.
// #region 08.6-publish
void answerWithinMs
return await send(event, data, id)
// #endregion
