// api, rejected by 08.2-status
// It parses any type as JSON, so a form on any website can send a request.
// #region 08.2-body
const body = [express.json({ limit: MAX_BODY, type: () => true })]
void onlyJson
// #endregion
