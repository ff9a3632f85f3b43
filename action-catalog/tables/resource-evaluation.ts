/**
 * What the reference's *required* and *optional* resource types do not say (`docs/semantics.md` 7).
 * Source: the services' own authorization documentation, from knowledge; each line states its reason.
 * Date: 2026-11. Licence of this table: MIT.
 */

/**
 * Actions (`*` as in IAM) whose resource types are all optional, and which are nevertheless scoped as a rule: `Resource: '*'` is a
 * finding for them as for any other.
 */
export const SCOPING_IS_USUAL: readonly string[] = [
  // The reference marks objects and objects behind access points as alternatives, so both as optional.
  's3:*',
  's3express:*',
  's3-outposts:*',
  // The event bus is optional only because of the default bus, which has an ARN too.
  'events:PutEvents',
  // API, stage, method and path.
  'execute-api:*',
];

/**
 * Actions that IAM checks against every resource type that the reference calls required, not against one of them.
 */
export const NEEDS_EVERY_RESOURCE_TYPE: readonly string[] = [
  // Both the alias and the key ("Controlling access to aliases").
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:UpdateAlias',
  // Every resource that the launch uses or makes.
  'ec2:RunInstances',
  'ec2:AttachVolume',
  'ec2:AttachNetworkInterface',
  'ec2:CreateNetworkInterface',
  'ec2:CreateSubnet',
  // The new database and the groups that it belongs to.
  'rds:CreateDBInstanceReadReplica',
  'rds:RestoreDBInstanceFromDBSnapshot',
  'rds:RestoreDBClusterFromSnapshot',
  // Function and layer version, function and code signing configuration.
  'lambda:PutFunctionCodeSigningConfig',
  // The Data Catalog: the catalog, the database and the table or function, each.
  'glue:BatchCreatePartition',
  'glue:BatchDeletePartition',
  'glue:BatchDeleteTable',
  'glue:BatchDeleteTableVersion',
  'glue:BatchGetPartition',
  'glue:BatchGetTableOptimizer',
  'glue:BatchUpdatePartition',
  'glue:CreateColumnStatisticsTaskSettings',
  'glue:CreateDatabase',
  'glue:CreatePartition',
  'glue:CreatePartitionIndex',
  'glue:CreateTable',
  'glue:CreateTableOptimizer',
  'glue:CreateUserDefinedFunction',
  'glue:DeleteColumnStatisticsForPartition',
  'glue:DeleteColumnStatisticsForTable',
  'glue:DeleteColumnStatisticsTaskSettings',
  'glue:DeleteDatabase',
  'glue:DeletePartition',
  'glue:DeletePartitionIndex',
  'glue:DeleteTable',
  'glue:DeleteTableOptimizer',
  'glue:DeleteTableVersion',
  'glue:DeleteUserDefinedFunction',
  'glue:GetColumnStatisticsForPartition',
  'glue:GetColumnStatisticsForTable',
  'glue:GetDatabase',
  'glue:GetDatabases',
  'glue:GetPartition',
  'glue:GetPartitionIndexes',
  'glue:GetPartitions',
  'glue:GetTable',
  'glue:GetTableOptimizer',
  'glue:GetTableVersion',
  'glue:GetTableVersions',
  'glue:GetTables',
  'glue:GetUserDefinedFunction',
  'glue:GetUserDefinedFunctions',
  'glue:ListTableOptimizerRuns',
  'glue:RenameTable',
  'glue:SearchTables',
  'glue:StartColumnStatisticsTaskRun',
  'glue:StartColumnStatisticsTaskRunSchedule',
  'glue:StopColumnStatisticsTaskRun',
  'glue:StopColumnStatisticsTaskRunSchedule',
  'glue:UpdateColumnStatisticsForPartition',
  'glue:UpdateColumnStatisticsForTable',
  'glue:UpdateColumnStatisticsTaskSettings',
  'glue:UpdateDatabase',
  'glue:UpdatePartition',
  'glue:UpdateTable',
  'glue:UpdateTableOptimizer',
  'glue:UpdateUserDefinedFunction',
];
