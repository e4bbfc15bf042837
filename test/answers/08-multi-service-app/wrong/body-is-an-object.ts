// requests, rejected by 08.2-no-object
// A request may come without a body, and then there is nothing to take fields from.
// #region 08.2-asObject
function asObject(body: unknown): Body {
  return body as Body
}
// #endregion
