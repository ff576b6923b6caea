export { S3Provider } from './provider';
