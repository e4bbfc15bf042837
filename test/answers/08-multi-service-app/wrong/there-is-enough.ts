// notification, rejected by 08.4-bad-data
// It checks that a field exists, but not its type.
// #region given-schemas
Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [
    name,
    {
      '~standard': {
        ...schema['~standard'],
        validate: (value: unknown) =>
          Object.keys(Object(value)).length < 2 ? { issues: [{ message: 'is missing' }] } : { value },
      },
    },
  ]),
) as typeof schemas,
// #endregion
