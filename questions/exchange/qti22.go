package exchange

// qti22 is QTI 2.2 with its profile of IMS Content Packaging 1.2.
var qti22 = dialect{
	item:          "http://www.imsglobal.org/xsd/imsqti_v2p2",
	itemXSD:       "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
	manifest:      "http://www.imsglobal.org/xsd/imscp_v1p1",
	manifestXSD:   "http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
	metadata:      "http://www.imsglobal.org/xsd/imsqti_metadata_v2p2",
	metadataXSD:   "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_metadata_v2p2.xsd",
	lomXSD:        "http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd",
	schema:        "QTIv2.2 Package",
	schemaVersion: "1.0.0",
	resource:      "imsqti_item_xmlv2p2",
	matchTemplate: "http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct",
}
