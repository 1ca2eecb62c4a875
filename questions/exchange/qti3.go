package exchange

// qti3 is QTI 3.0 with its profile of IMS Content Packaging 1.2.
var qti3 = dialect{
	prefixed:      true,
	item:          "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
	itemXSD:       "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
	manifest:      "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
	manifestXSD:   "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
	metadata:      "http://www.imsglobal.org/xsd/imsqti_metadata_v3p0",
	metadataXSD:   "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_metadatav3p0_v1p0.xsd",
	lomXSD:        "https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd",
	schema:        "QTI Package",
	schemaVersion: "3.0.0",
	resource:      "imsqti_item_xmlv3p0",
	matchTemplate: "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml",
}
