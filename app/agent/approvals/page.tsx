export { default, generateMetadata } from '../../own-approvals-page';
