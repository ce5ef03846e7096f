"""What the journal's actions are called. The code is what the door wrote; the label a msgid."""

from geodata.vocabulary import N_, Code

ACTIONS = (
    Code("project.register", N_("Đăng ký dự án")),
    Code("project.revise", N_("Điều chỉnh thông tin dự án")),
    Code("project.decision", N_("Ghi quyết định")),
    Code("project.milestone", N_("Ghi mốc tiến độ")),
    Code("project.package", N_("Ghi gói thầu")),
    Code("project.capital_plan", N_("Ghi kế hoạch vốn")),
    Code("project.disbursement", N_("Ghi giải ngân")),
    Code("project.clearance", N_("Ghi giải phóng mặt bằng")),
    Code("project.responsible_unit", N_("Giao đơn vị theo dõi hiện trường")),
    Code("project.photo", N_("Thêm hình ảnh")),
    Code("update.submit", N_("Báo cáo tiến độ")),
    Code("status_update.verified", N_("Xác nhận báo cáo tiến độ")),
    Code("status_update.returned", N_("Trả lại báo cáo tiến độ")),
    Code("status_update.asked", N_("Hỏi thêm về báo cáo tiến độ")),
    Code("status_update.withdrawn", N_("Rút lại báo cáo tiến độ")),
    Code("project_revision.verified", N_("Xác nhận thông tin dự án")),
    Code("project_revision.returned", N_("Trả lại thông tin dự án")),
    Code("project_revision.asked", N_("Hỏi thêm về thông tin dự án")),
    Code("project_revision.withdrawn", N_("Rút lại thông tin dự án")),
    Code("contribution.enter", N_("Ghi đóng góp")),
    Code("contribution.correct", N_("Đính chính đóng góp")),
    Code("contribution_revision.verified", N_("Xác nhận đóng góp")),
    Code("contribution_revision.returned", N_("Trả lại đóng góp")),
    Code("contribution_revision.asked", N_("Hỏi thêm về đóng góp")),
    Code("contribution_revision.withdrawn", N_("Rút lại đóng góp")),
    Code("fact.correct", N_("Đính chính số liệu")),
    Code("criterion.link", N_("Gắn tiêu chí thi đua")),
    Code("award.propose", N_("Lập hồ sơ khen thưởng")),
    Code("award.proposed", N_("Đề nghị khen thưởng")),
    Code("award.received", N_("Tiếp nhận hồ sơ khen thưởng")),
    Code("award.appraised", N_("Thẩm định hồ sơ khen thưởng")),
    Code("award.council", N_("Hội đồng xét khen thưởng")),
    Code("award.submitted", N_("Trình khen thưởng")),
    Code("award.decided", N_("Quyết định khen thưởng")),
    Code("award.declined", N_("Không khen thưởng")),
    Code("award.presented", N_("Trao khen thưởng")),
    Code("award.revoked", N_("Hủy, thu hồi khen thưởng")),
    Code("campaign.define", N_("Ghi định nghĩa phong trào")),
    Code("campaign.load", N_("Nạp dữ liệu")),
    Code("campaign.generate", N_("Sinh dữ liệu thử")),
)

BULK = frozenset({"campaign.define", "campaign.load", "campaign.generate"})
"""Actions that make the rows of a whole campaign at once: they are told by their name."""
