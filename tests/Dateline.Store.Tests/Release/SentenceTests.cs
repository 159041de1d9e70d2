using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Store.Tests.Release;

/// <summary>What a channel said is kept with its code and its values, and what was kept before there were codes is read as it stands.</summary>
public class SentenceTests
{
    private static readonly Sentence Whole = new("photo-first", "Before the item goes its photo {0}: {1}", "a \"b\" {0} – é\n.jpg", new Sentence("answered", "They answered {0}.", 503));

    [Fact]
    public void It_says_its_values_within_its_words() => Assert.Equal("Before the item goes its photo a \"b\" {0} – é\n.jpg: They answered 503.", Whole.Text);

    [Fact]
    public void It_comes_back_as_it_was_kept()
    {
        var back = Sentence.Read(Whole.Kept());
        Assert.Equal((Whole.Code, Whole.Text), (back.Code, back.Text));
        Assert.Equal([(null, "a \"b\" {0} – é\n.jpg"), ("answered", "They answered 503.")], back.Values.Select(v => (v.Code, v.Text)));
        Assert.Equal("503", Assert.Single(back.Values[1].Values).Text);
    }

    [Theory]
    [InlineData("They answered 503.")]
    [InlineData("{0} of {1}")]
    [InlineData("{\"code\":")]
    [InlineData("{\"code\":3}")]
    [InlineData("{\"code\":\"a\"}")]
    [InlineData("")]
    public void What_was_kept_without_a_code_stands_as_it_is(string kept)
    {
        var read = Sentence.Read(kept);
        Assert.Equal(((string?)null, kept, kept), (read.Code, read.Text, read.Kept()));
    }

    [Fact]
    public void A_refusal_with_braces_is_said_as_it_is()
    {
        var said = Sentence.Of(new Refusal("options-bad", "Write it like {\"url\":\"https://ledger.example/in\"}."));
        Assert.Equal(("options-bad", "Write it like {\"url\":\"https://ledger.example/in\"}."), (said.Code, Sentence.Read(said.Kept()).Text));
    }
}
