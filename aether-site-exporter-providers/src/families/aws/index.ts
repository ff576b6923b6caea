export { AbstractAWSProvider } from './abstract-aws-provider';
