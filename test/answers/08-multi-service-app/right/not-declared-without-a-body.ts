// api
// A request without a body is not declared as JSON; a charset that is unknown makes it unreadable.
// #region 08.2-onlyJson
const onlyJson: RequestHandler = (request, response, next) => {
  if (request.is('application/json')) next()
  else refuse(response, 415, 'Send JSON, please.')
}

function statusOf(error: unknown): number | undefined {
  const { status = 500 } = error as { status?: number }
  return status === 413 ? 413 : status < 500 ? 400 : undefined
}
// #endregion
