// publisher, rejected by 08.6-held
// The one who waits gives up, and what comes later counts as sent twice: it is tried again at once.
      // #region 08.6-publish
      try {
        return await inTime(answerWithinMs / 2, sendWithinLimit(event, data, id))
      } catch {
        return await inTime(answerWithinMs / 2, sendWithinLimit(event, data, crypto.randomUUID()))
      }
      // #endregion
