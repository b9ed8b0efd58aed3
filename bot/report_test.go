package bot_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/texts"
)

// upgraded is a platform on which the group -5 has become the supergroup -1005.
type upgraded struct {
	bot.Telegram
	asked []int64
}

func (u *upgraded) Send(_ context.Context, chatID int64, _ domain.Message) (int64, error) {
	u.asked = append(u.asked, chatID)
	if chatID == -5 {
		return 0, &domain.Error{Kind: domain.KindRejected, MovedTo: -1005, Err: errors.New("group chat was upgraded to a supergroup chat")}
	}
	return 9, nil
}

func TestAReportFollowsAGroupThatHasMoved(t *testing.T) {
	t.Parallel()
	catalog, err := texts.Load("ru")
	if err != nil {
		t.Fatal(err)
	}
	to := &upgraded{}
	r := bot.NewRenderer(to, nil, nil, catalog, time.Now)
	receipt, err := r.Send(t.Context(), domain.Delivery{
		Kind: domain.DeliveryReport, Recipient: -5, Payload: `{"id":"0a1b2c3d","chat":5001,"cause":"the roof is on fire"}`,
	})
	if err != nil || receipt.MessageID != 9 || !slices.Equal(to.asked, []int64{-5, -1005}) {
		t.Errorf("asked %v: %+v, %v", to.asked, receipt, err)
	}
}
