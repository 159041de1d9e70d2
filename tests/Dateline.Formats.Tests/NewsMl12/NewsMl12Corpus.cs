namespace Dateline.Formats.Tests.NewsMl12;

public sealed class NewsMl12Corpus
{
    public static TheoryData<string> Names => CorpusFiles.Names("newsml-1.2");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_as_expected(string name) => CorpusFiles.Check("newsml-1.2", name);
}
