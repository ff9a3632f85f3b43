import { test } from 'vitest';
import { checkPrincipals } from '../support/check-principals.ts';

test('a function', () => {
  checkPrincipals(
    `
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        Statement:
          - { Effect: Allow, Action: s3:GetObject, Resource: !Sub '\${Bucket.Arn}/*' }
`,
    { FnRole: { statements: [{ actions: 's3:GetObject', resources: '${Bucket.Arn}/*' }] } },
  );
});
