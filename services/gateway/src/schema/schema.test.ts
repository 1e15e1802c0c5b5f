import { readFileSync } from 'node:fs';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, it } from 'vitest';
import { printedSchema } from './print.ts';
import { schema } from './schema.ts';

it('is committed as schema.graphql', () => {
  const committed = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  expect(committed === printedSchema(), 'run npm run schema and commit the file').toBe(true);
});

function* described(type: GraphQLNamedType): Generator<[string, string | null | undefined]> {
  yield [type.name, type.description];
  if (isEnumType(type)) {
    for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      yield [`${type.name}.${field.name}`, field.description];
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field.description];
      for (const arg of field.args) yield [`${type.name}.${field.name}(${arg.name})`, arg.description];
    }
  }
}

it('says what everything in it is', () => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const silent = types.flatMap((type) =>
    [...described(type)].filter(([, text]) => !text).map(([name]) => name),
  );
  expect(silent).toEqual([]);
});

it('carries the fields of the story', () => {
  const fieldsOf = (name: string) => {
    const type = schema.getType(name);
    return isObjectType(type) ? Object.keys(type.getFields()) : [];
  };
  expect(fieldsOf('OTAPlatform')).toEqual(
    expect.arrayContaining(['id', 'name', 'type', 'icalUrl', 'syncInterval', 'isActive']),
  );
  expect(fieldsOf('CalendarSync')).toEqual(
    expect.arrayContaining(['id', 'platformId', 'propertyId', 'lastSync', 'status', 'errorMessage']),
  );
  expect(fieldsOf('CalendarConflict')).toEqual(
    expect.arrayContaining([
      'id',
      'propertyId',
      'conflictDate',
      'platforms',
      'severity',
      'status',
      'resolution',
    ]),
  );
});
