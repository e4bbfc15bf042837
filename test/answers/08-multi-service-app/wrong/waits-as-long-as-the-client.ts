// publisher, rejected by 08.6-away
// The client waits: five seconds, or more than a minute. So does the browser.
      // #region 08.6-publish
      return await sendWithinLimit(event, data, id)
      // #endregion
