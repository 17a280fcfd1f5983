import type { AttributeValue, _Record } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { SECOND } from '../../../lambdas/duration.ts';

type Image = Record<string, AttributeValue>;

/**
 * A record as the Streams API gives it, in the shape in which Lambda hands it to a function. DynamoDB Local writes the
 * real time into it; `ahead`: by how many milliseconds the clock of the functions is ahead of that.
 */
export function toLambdaRecord(
  { dynamodb = {}, ...record }: _Record,
  eventSourceARN: string,
  ahead = 0,
): DynamoDBRecord {
  const { ApproximateCreationDateTime: created, OldImage, NewImage, ...change } = dynamodb;
  return {
    ...record,
    eventSourceARN,
    dynamodb: {
      ...change,
      ...(OldImage && { OldImage: repairImage(OldImage) }),
      ...(NewImage && { NewImage: repairImage(NewImage) }),
      ...(created && { ApproximateCreationDateTime: (created.getTime() + ahead) / SECOND }),
    },
  } as DynamoDBRecord;
}

function repairImage(image: Image): Image {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, repair(value)]));
}

/** The streams of DynamoDB Local give an empty map as `{}`, which AWS gives as `{"M":{}}`. */
function repair(value: AttributeValue): AttributeValue {
  if (Object.keys(value).length === 0) return { M: {} };
  if (value.M) return { M: repairImage(value.M) };
  return value.L ? { L: value.L.map(repair) } : value;
}
