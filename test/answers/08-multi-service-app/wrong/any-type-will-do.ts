// api, rejected by 08.2-status
// What is declared as text is read as JSON: a page on any other site may send that without being asked.
  // #region 08.2-body
  const body = [express.json({ limit: LONGEST_BODY, type: () => true })]
  // #endregion
