// requests, rejected by 08.2-no-object
// It assumes that the body is an object. A missing body is undefined.
// #region given-values
const values = body as Readonly<Record<string, unknown>>
// #endregion
