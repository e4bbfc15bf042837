// api
// A request without a body gets a 415, and a body with an unknown charset a 400.
  // #region 08.2-onlyJson
  if (request.is('application/json')) next()
  else refuse(response, 415, 'Send JSON, please.')
  // #endregion
    // #region 08.2-onError
    const { status = 500 } = error as { status?: number }
    if (status < 500) {
      refuse(response, status === 413 ? 413 : 400, 'Send JSON, please.')
      return
    }
    // #endregion
