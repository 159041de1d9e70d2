namespace Dateline.Formats.Tests.Nitf;

public sealed class NitfCorpus
{
    public static TheoryData<string> Names => CorpusFiles.Names("nitf");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_as_expected(string name) => CorpusFiles.Check("nitf", name);
}
