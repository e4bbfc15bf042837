// api, rejected by 08.6-connects-later
// It catches what ready() rejects with, and reports nothing.
// #region 08.6-start
shop.ready().catch(() => {})
// #endregion
