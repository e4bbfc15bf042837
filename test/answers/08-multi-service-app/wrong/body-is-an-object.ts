// requests, rejected by 08.2-no-object
// It takes the body for an object. Without a body, it is undefined.
// #region given-values
const values = body as Readonly<Record<string, unknown>>
// #endregion
