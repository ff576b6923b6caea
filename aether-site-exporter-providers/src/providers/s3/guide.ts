import { __ } from '@wordpress/i18n';

/** What an S3 store asks for, and the rights that its key needs. */
export const s3Guide = (): readonly string[] => [
	__(
		'Create a bucket, and note its region. Stores other than Amazon also show an endpoint: enter it, too.',
		'aether-site-exporter-providers'
	),
	__(
		'Create a user or key of its own for this site, with s3:ListBucket on the bucket and s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on its objects.',
		'aether-site-exporter-providers'
	),
	__(
		'For “Allow this site”, add s3:GetBucketCORS and s3:PutBucketCORS; without them, files travel through WordPress, or you add the CORS rule at the store.',
		'aether-site-exporter-providers'
	),
	__(
		'Enter the access key ID and the secret access key. For visitors, make the bucket public or put a CDN in front of it, and enter that address.',
		'aether-site-exporter-providers'
	),
];
