// api, rejected by 08.2-no-object
// Whoever sends nonsense is told where our modules are.
    // #region 08.2-onError
    const refused = statusOf(error)
    if (refused !== undefined) {
      refuse(response, refused, String((error as Error).stack))
      return
    }
    // #endregion
