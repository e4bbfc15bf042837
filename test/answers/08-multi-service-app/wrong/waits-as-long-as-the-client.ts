// publisher, rejected by 08.6-silent and 08.6-held
// The browser waits as long as the client waits for a reply.
      // #region 08.6-publish
      return await sendWithinLimit(event, data, id)
      // #endregion
