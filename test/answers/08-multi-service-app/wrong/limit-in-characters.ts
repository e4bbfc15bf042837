// api, rejected by 08.2-status
// The limit is for characters. In bytes, a text may be four times as long.
  // #region 08.2-body
  const short: RequestHandler = (request, response, next) => {
    if (JSON.stringify(request.body ?? null).length > LONGEST_BODY) refuse(response, 413, 'Too long.')
    else next()
  }
  const body = [onlyJson, express.json({ limit: 4 * LONGEST_BODY }), short]
  // #endregion
