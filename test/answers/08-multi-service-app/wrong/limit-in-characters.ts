// api, rejected by 08.2-status
// It limits characters. A character can have four bytes.
// #region 08.2-body
const short: RequestHandler = (request, response, next) => {
  if (JSON.stringify(request.body ?? null).length > MAX_BODY) refuse(response, 413, 'Too long.')
  else next()
}
const body = [onlyJson, express.json({ limit: 4 * MAX_BODY }), short]
// #endregion
